import multiprocessing

import django_database
from gates import ended_or_blocked, saw

django_database.set_up()
django_database.own("program")

import program  # noqa: E402
from program import Account  # noqa: E402

processes = multiprocessing.get_context("spawn")


def refresh(service, waits, go_on):
    """What a worker process does: the service waits with its first answer until it may go on."""

    def new_token(account):
        if not waits.is_set():
            waits.set()
            go_on.wait()
        return f"new {service} of {account.pk}"

    setattr(Account, f"get_new_token_for_{service}", new_token)
    getattr(program, f"refresh_tokens_for_{service}")()


def main():
    django_database.create_tables(Account)
    for _ in range(3):
        Account.objects.create(service_1_token="old", service_2_token="old")
    waits, go_on = processes.Event(), processes.Event()
    slow = processes.Process(target=refresh, args=("service_1", waits, go_on))
    fast = processes.Process(target=refresh, args=("service_2", waits, go_on))
    slow.start()
    waits.wait()
    fast.start()
    ended_or_blocked(fast)
    go_on.set()
    slow.join()
    fast.join()
    tokens = [
        token
        for account in Account.objects.order_by("pk")
        for token in (account.service_1_token, account.service_2_token)
    ]
    saw(lost=tokens.count("old"), of=len(tokens), otherwise=[slow.exitcode, fast.exitcode])


if __name__ == "__main__":
    main()
