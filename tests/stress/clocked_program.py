"""Misstep by a clock that differs from the true one by what a file says: `serve PORT`, or `assemble`."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import uvicorn

from app.edge import new_id
from app.inbox.assemble_all import assemble_all
from app.main import create_app
from app.settings import read_settings
from app.startup import opened_store

OFFSET = Path(os.environ["CLOCK"])


def clock() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=int(OFFSET.read_text()))


def main() -> None:
    settings = read_settings()
    if sys.argv[1] == "serve":
        app = create_app(settings, clock=clock, assemblers=0)
        uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
    else:
        store = opened_store(settings)
        assemble_all(store, clock=clock, new_id=new_id, idle=timedelta(hours=1), until=Event())


if __name__ == "__main__":
    main()
