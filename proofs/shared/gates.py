"""Interleavings without guessing at times, and the last line of a driver's output."""

import json
import os
import re
import threading
import time
from urllib.parse import urlsplit

is_mysql = os.environ.get("DATABASE_URL", "").startswith("mysql:")


def ended_or_blocked(thread: threading.Thread) -> str:
    """Wait until a thread has ended, or hangs on a lock of the database."""
    connection = connect()
    try:
        while True:
            is_blocked = is_any_blocked(connection.cursor())
            if not thread.is_alive():
                return "ended"
            if is_blocked:
                return "blocked"
            time.sleep(0.005)
    finally:
        connection.close()


def connect():
    """Connect to the database of the proof, beside the program."""
    if is_mysql:
        import pymysql

        url = urlsplit(os.environ["DATABASE_URL"])
        return pymysql.connect(
            host=url.hostname,
            port=url.port,
            user=url.username,
            password=url.password or "",
            database=url.path[1:],
            autocommit=True,
        )
    import psycopg

    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def is_any_blocked(cursor) -> bool:
    """Tell whether anybody hangs on a lock of the database."""
    if not is_mysql:
        cursor.execute(
            "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        )
        return cursor.fetchone() is not None
    # `information_schema.innodb_trx` is a copy that is not renewed as long as somebody reads it.
    cursor.execute("show engine innodb status")
    transactions = cursor.fetchone()[2].split("---TRANSACTION")
    waiting = [re.search(r"thread id (\d+)", text) for text in transactions if "LOCK WAIT" in text]
    threads = {int(found[1]) for found in waiting if found}
    cursor.execute("select id from information_schema.processlist where db = database()")
    return any(thread in threads for (thread,) in cursor.fetchall())


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
