"""Django on the database of the proof, without a project."""

import os
from types import SimpleNamespace
from urllib.parse import urlsplit

import django
from django.conf import settings
from gates import Race, is_mysql


def set_up(*apps, aliases=("default",), **more):
    """Configure and load Django; the apps' models are imported by it."""
    url = urlsplit(os.environ["DATABASE_URL"])
    if is_mysql:
        import pymysql

        pymysql.install_as_MySQLdb()
    database = {
        "ENGINE": "django.db.backends.mysql" if is_mysql else "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "USER": url.username,
        "PASSWORD": url.password or "",
        "HOST": url.hostname,
        "PORT": url.port,
    }
    settings.configure(
        SECRET_KEY="proof",
        ALLOWED_HOSTS=["*"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=list(apps),
        DATABASES={alias: dict(database) for alias in aliases},
        **more,
    )
    django.setup()


def create_tables(*models):
    """Create the tables of some models; of all that are known where none is named."""
    from django.apps import apps
    from django.db import connection

    with connection.schema_editor() as editor:
        for model in models or apps.get_models():
            editor.create_model(model)


def own(module):
    """Make an application of a module that is about to be imported, for the models in it."""
    from django.apps import AppConfig, apps

    config = AppConfig(module, SimpleNamespace(__path__=[os.getcwd()]))
    config.apps = apps
    config.models = apps.all_models[module]
    apps.app_configs[module] = config


def race(first, second):
    """Run two pieces of work at once, each on a connection of its own; see `Race`."""
    from django.db import connection

    def on_own_connection(work):
        def run():
            try:
                with connection.execute_wrapper(tell):
                    work()
            finally:
                connection.close()

        return run

    def tell(execute, sql, *context):
        both.before(sql)
        return execute(sql, *context)

    both = Race(on_own_connection(first), on_own_connection(second))
    both.run()
