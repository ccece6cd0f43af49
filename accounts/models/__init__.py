from accounts.models.job import Job, JobState
from accounts.models.kept_mail import KeptMail
from accounts.models.user import User

__all__ = ["Job", "JobState", "KeptMail", "User"]
