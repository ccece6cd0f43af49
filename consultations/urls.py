from django.urls import path

from consultations.views import applicant, public, reviewer
from consultations.views.organizer import frameworks, home, programme, questions, records, settings, team, vetting

app_name = "consultations"
urlpatterns = [
    path("", public.front, name="front"),
    path("consultations/<slug:slug>/", public.call, name="call"),
    path("consultations/<slug:slug>/call.txt", public.call_text, name="call_text"),
    path("consultations/<slug:slug>/programme/", public.programme, name="programme"),
    path("consultations/<slug:slug>/programme.ics", public.calendar, name="calendar"),
    path("consultations/<slug:slug>/apply/", applicant.apply, name="apply"),
    path("consultations/<slug:slug>/apply/sent/", applicant.apply_sent, name="apply_sent"),
    path("application/<str:token>/", applicant.application, name="application"),
    path("application/<str:token>/edit/", applicant.application_edit, name="application_edit"),
    path("application/<str:token>/send/", applicant.application_submit, name="application_submit"),
    path("application/<str:token>/withdraw/", applicant.application_withdraw, name="application_withdraw"),
    path("desk/", home.desk, name="desk"),
    path("desk/frameworks/", frameworks.frameworks, name="frameworks"),
    path("desk/frameworks/new/", frameworks.framework_new, name="framework_new"),
    path("desk/frameworks/<slug:key>/", frameworks.framework, name="framework"),
    path("desk/frameworks/<slug:key>/series/", frameworks.series_new, name="series_new"),
    path("manage/<slug:slug>/", home.home, name="home"),
    path("manage/<slug:slug>/applications/", vetting.applications, name="applications"),
    path("manage/<slug:slug>/applications/assign/", vetting.assign, name="assign"),
    path("manage/<slug:slug>/applications/decisions/", vetting.decisions, name="decisions"),
    path("manage/<slug:slug>/applications/<int:pk>/", vetting.application, name="application_decide"),
    path("manage/<slug:slug>/applications/<int:pk>/take-back/", vetting.take_back, name="decision_take_back"),
    path("manage/<slug:slug>/reviews/", reviewer.reviews, name="reviews"),
    path("manage/<slug:slug>/reviews/<int:pk>/", reviewer.review, name="review"),
    path("manage/<slug:slug>/reviews/<int:pk>/conflict/", reviewer.conflict, name="conflict"),
    path("manage/<slug:slug>/call/", settings.call_settings, name="call_settings"),
    path("manage/<slug:slug>/settings/", settings.facts, name="settings"),
    path("manage/<slug:slug>/questions/", questions.questions, name="questions"),
    path("manage/<slug:slug>/settings/visibility/", settings.visibility, name="visibility"),
    path("manage/<slug:slug>/programme/", programme.programme, name="programme_settings"),
    path("manage/<slug:slug>/programme/parts/<int:pk>/", programme.role, name="session_role"),
    path("manage/<slug:slug>/team/", team.team, name="team"),
    path("manage/<slug:slug>/team/<int:pk>/remove/", team.member_remove, name="member_remove"),
    path("manage/<slug:slug>/audit/", records.audit, name="audit"),
    path("manage/<slug:slug>/mail/", records.outbox, name="outbox"),
    path("manage/<slug:slug>/mail/<uuid:pk>/", records.message, name="message"),
]
