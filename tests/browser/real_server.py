"""The application as it is served, for as long as a block lasts."""

import threading
from contextlib import contextmanager


@contextmanager
def served_from(home, pack):
    """Where the application listens, with a pack in it and a home of its own."""
    import uvicorn

    from app.main import create_app
    from app.settings import read_settings

    settings = read_settings({"MISSTEP_HOME": str(home), "MISSTEP_SECRET_KEY": "a secret for tests"})
    application = create_app(settings, packs=pack)
    # A connection that the server closes just as the next request is sent on it fails that request, sent from outside the
    # browser: it stays open longer than any test is silent.
    patient = {"timeout_keep_alive": 600}
    config = uvicorn.Config(application, host="127.0.0.1", port=0, log_level="warning", ws="none", **patient)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
