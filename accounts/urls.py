"""The pages of an account, and those of operators."""

from django.urls import path

from accounts.views import demo, jobs, operators, own

app_name = "accounts"
urlpatterns = [
    path("account/", own.account, name="own"),
    path("account/work/<uuid:pk>/", jobs.job, name="job"),
    path("kept-mail/", operators.kept_mail, name="kept_mail"),
    path("demo/sign-in/<str:token>/", demo.sign_in, name="demo_sign_in"),
]
