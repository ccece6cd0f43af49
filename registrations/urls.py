from django.urls import path, re_path

from registrations.views import own, participant, public
from registrations.views.organizer import (
    attendance,
    contact_imports,
    contacts,
    duplicates,
    figures,
    registrations,
    support,
)

app_name = "registrations"
urlpatterns = [
    path("consultations/<slug:slug>/register/", participant.register, name="register"),
    path("consultations/<slug:slug>/register/sent/", participant.registered, name="registered"),
    path("consultations/<slug:slug>/figures/", public.public_figures, name="public_figures"),
    path("consultations/<slug:slug>/figures.csv", public.public_figures_file, name="public_figures_file"),
    path("consultations/<slug:slug>/registration-link/", participant.link_again, name="link_again"),
    path("consultations/<slug:slug>/registration-link/sent/", participant.link_sent, name="link_sent"),
    path("registration/<str:token>/", own.own, name="own"),
    path("registration/<str:token>/confirm/", own.own_confirm, name="own_confirm"),
    path("registration/<str:token>/change/", own.own_change, name="own_change"),
    path("registration/<str:token>/withdraw/", own.own_withdraw, name="own_withdraw"),
    path("registration/<str:token>/data/", own.own_export, name="own_export"),
    path("registration/<str:token>/erase/", own.own_erase, name="own_erase"),
    path("registration/<str:token>/support/", own.own_support, name="own_support"),
    path("registration/<str:token>/support/back/", own.own_support_back, name="own_support_back"),
    path("manage/<slug:slug>/registrations/", registrations.registrations, name="list"),
    re_path(
        r"^manage/(?P<slug>[-a-zA-Z0-9_]+)/registrations\.(?P<form>csv|xlsx)$", registrations.export, name="export"
    ),
    path("manage/<slug:slug>/registrations/places/", registrations.fill_places, name="fill_places"),
    path("manage/<slug:slug>/registrations/person/<slug:key>/", registrations.detail, name="detail"),
    path("manage/<slug:slug>/registrations/person/<slug:key>/status/", registrations.status, name="status"),
    path("manage/<slug:slug>/support/", support.support, name="support"),
    re_path(
        r"^manage/(?P<slug>[-a-zA-Z0-9_]+)/support\.(?P<form>csv|xlsx)$", support.support_export, name="support_export"
    ),
    path("manage/<slug:slug>/support/budget/", support.support_budget, name="support_budget"),
    path("manage/<slug:slug>/support/request/<slug:key>/", support.support_decide, name="support_decide"),
    path("manage/<slug:slug>/attendance/", attendance.attendance, name="attendance"),
    path("manage/<slug:slug>/attendance/here/", attendance.check_in, name="check_in"),
    path("manage/<slug:slug>/attendance/report/", attendance.attendance_file, name="attendance_file"),
    path("manage/<slug:slug>/figures/", figures.figures, name="figures"),
    path("manage/<slug:slug>/figures/publish/", figures.publish, name="figures_publish"),
    path("manage/<slug:slug>/figures/hide/", figures.hide, name="figures_hide"),
    re_path(r"^manage/(?P<slug>[-a-zA-Z0-9_]+)/figures\.(?P<form>csv|xlsx)$", figures.export, name="figures_export"),
    path("manage/<slug:slug>/contacts/", contacts.contacts, name="contacts"),
    re_path(r"^manage/(?P<slug>[-a-zA-Z0-9_]+)/contacts\.(?P<form>csv|xlsx)$", contacts.export, name="contacts_export"),
    path("manage/<slug:slug>/contacts/invited/", contacts.invited, name="invited"),
    path("manage/<slug:slug>/contacts/add/", contacts.contact_add, name="contact_add"),
    path("manage/<slug:slug>/contacts/<int:pk>/", contacts.contact, name="contact"),
    path("manage/<slug:slug>/contacts/<int:pk>/remove/", contacts.contact_remove, name="contact_remove"),
    path("manage/<slug:slug>/contacts/files/", contact_imports.imports, name="contacts_imports"),
    path("manage/<slug:slug>/contacts/files/<int:pk>/", contact_imports.contacts_import, name="contacts_import"),
    path("manage/<slug:slug>/contacts/files/<int:pk>/layout/", contact_imports.import_layout, name="import_layout"),
    path("manage/<slug:slug>/contacts/files/<int:pk>/load/", contact_imports.import_load, name="import_load"),
    path("manage/<slug:slug>/contacts/files/<int:pk>/discard/", contact_imports.import_discard, name="import_discard"),
    path("manage/<slug:slug>/contacts/files/<int:pk>/errors/", contact_imports.import_errors, name="import_errors"),
    path("manage/<slug:slug>/contacts/duplicates/", duplicates.duplicates, name="duplicates"),
    path("manage/<slug:slug>/contacts/duplicates/look/", duplicates.look, name="duplicates_look"),
    path("manage/<slug:slug>/contacts/duplicates/<int:pk>/", duplicates.pair, name="duplicate_pair"),
    path("manage/<slug:slug>/contacts/merges/<int:pk>/undo/", duplicates.undo, name="merge_undo"),
]
