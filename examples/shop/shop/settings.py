import os

from celery.schedules import crontab

SECRET_KEY = os.environ.get("SECRET_KEY", "for-development-only")
ALLOWED_HOSTS = ["localhost"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "accounts", "orders"]
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
ROOT_URLCONF = "shop.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ.get("PGDATABASE", "shop")},
}

CELERY_BROKER_URL = os.environ.get("BROKER_URL", "redis://localhost:6379/0")
CELERY_BEAT_SCHEDULE = {
    "payment-tokens": {"task": "accounts.tasks.refresh_payment_tokens", "schedule": crontab(minute="*/15")},
    "delivery-tokens": {"task": "accounts.tasks.refresh_delivery_tokens", "schedule": crontab(minute="0")},
}
