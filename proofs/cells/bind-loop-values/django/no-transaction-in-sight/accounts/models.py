from django.db import models


class Member(models.Model):
    pass


class Account(models.Model):
    members = models.ManyToManyField(Member)

    def log_entry(self, action, member_id):
        return Entry(action=action, account=self, member_id=member_id)


class Entry(models.Model):
    action = models.TextField()
    account = models.ForeignKey(Account, models.CASCADE)
    member = models.ForeignKey(Member, models.CASCADE)
