from django.urls import URLPattern, URLResolver, path

from reports.views import bundles, organizer, paragraphs, public

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("consultations/<slug:slug>/report/", public.published, name="public"),
    path("consultations/<slug:slug>/report/<slug:form>/", public.download, name="download"),
    path("manage/<slug:slug>/report/", organizer.report, name="report"),
    path("manage/<slug:slug>/report/check/", organizer.check, name="check"),
    path("manage/<slug:slug>/report/compose/", organizer.compose, name="compose"),
    path("manage/<slug:slug>/report/step/<slug:step>/", organizer.step, name="step"),
    path("manage/<slug:slug>/report/file/<slug:form>/", organizer.file, name="file"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/", paragraphs.evidence, name="evidence"),
    path("manage/<slug:slug>/report/paragraph/<uuid:pk>/edit/", paragraphs.edit, name="edit"),
    path("desk/from-a-file/", bundles.load, name="bundle_load"),
    path("manage/<slug:slug>/bundle/", bundles.download, name="bundle"),
]
