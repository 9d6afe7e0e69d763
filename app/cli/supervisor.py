"""What watches over the processes of `misstep serve --workers`."""

from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process


class Supervisor(Multiprocess):
    """Replaces a process as soon as it has died.

    uvicorn's own asks each process in turn how it is. One that is killed while it is asked never answers, and all
    others that die meanwhile stay dead until the time for an answer is up.
    """

    def keep_subprocess_alive(self) -> None:
        for index, process in enumerate(self.processes):
            if self.should_exit.is_set() or process.process.is_alive():
                continue
            process.join()
            if process.exitcode == STARTUP_FAILURE and not self._any_alive():
                self.should_exit.set()  # none would come up, as when the database is gone for good
                return
            self.processes[index] = Process(self.config, self.sockets)
            self.processes[index].start()

    def _any_alive(self) -> bool:
        return any(process.process.is_alive() for process in self.processes)
