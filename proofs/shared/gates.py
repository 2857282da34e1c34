"""Interleavings without guessing at times, and the last line of a driver's output."""

import json
import os
import threading
import time


def ended_or_blocked(thread: threading.Thread) -> str:
    """Wait until a thread has ended, or hangs on a lock of the database."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        while True:
            waiting = connection.execute(
                "select 1 from pg_stat_activity"
                " where datname = current_database() and wait_event_type = 'Lock'"
            ).fetchone()
            if not thread.is_alive():
                return "ended"
            if waiting:
                return "blocked"
            time.sleep(0.005)


class Race:
    """Two runs of some work at once: the second one goes when the first is about to write, until it ends or is blocked."""

    def __init__(self, first, second):
        self.errors = []
        self.first, self.second = (threading.Thread(target=self.guarded, args=(work,)) for work in (first, second))
        self.has_met = False

    def guarded(self, work):
        try:
            work()
        except Exception as error:
            self.errors.append(error)

    def before(self, sql: str) -> None:
        """Tell of a statement that is about to be sent."""
        is_write = sql.lstrip().upper().startswith("UPDATE")
        if is_write and threading.current_thread() is self.first and not self.has_met:
            self.has_met = True
            self.second.start()
            ended_or_blocked(self.second)

    def run(self) -> None:
        """Run both to their ends."""
        self.first.start()
        self.first.join()
        if not self.has_met:
            self.second.start()
        self.second.join()
        for error in self.errors:
            raise error


def saw(lost: int, of: int, otherwise: object = None) -> None:
    """Say what the driver saw."""
    print()
    print(json.dumps({"lost": lost, "of": of, "otherwise": otherwise}), flush=True)
