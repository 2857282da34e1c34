from django.db import models


class User(models.Model):
    quota = models.IntegerField(default=0)
    is_done = models.BooleanField(default=False)

    def refresh_quota(self):
        self.quota += 1
