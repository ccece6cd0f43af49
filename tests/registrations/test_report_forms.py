"""Reports of the meeting platform that are easily misread."""

from datetime import datetime
from zoneinfo import ZoneInfo

from registrations.attendance import read_report

ZONE = ZoneInfo("Asia/Bangkok")
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"


def read(text):
    return read_report(text.encode(), zone=ZONE)


def test_day_or_month_first_is_decided_once_for_the_file():
    visits = read(
        HEADER + "Ada,ada@a.example,10/09/2026 19:02,10/09/2026 20:02,60,No\n"
        "Bo,bo@b.example,25/09/2026 19:02:00,25/09/2026 20:02:00,60,No\n"
    )
    assert [visit.joined_at for visit in visits] == [
        datetime(2026, 9, 10, 19, 2, tzinfo=ZONE),
        datetime(2026, 9, 25, 19, 2, tzinfo=ZONE),
    ]


def test_the_month_comes_first_where_every_date_allows_it():
    (visit,) = read(HEADER + "Ada,ada@a.example,10/05/2026 05:55:00 PM,10/05/2026 06:55:00 PM,60,No\n")
    assert visit.joined_at == datetime(2026, 10, 5, 17, 55, tzinfo=ZONE)


def test_the_host_in_the_block_about_the_meeting_is_not_taken_for_somebody_who_came():
    visits = read(
        "Meeting ID,Topic,User Name,User Email,Duration (Minutes),Participants\n"
        "123 456,Rivers,Hostess,host@h.example,90,2\n\n" + HEADER + "Ada,ada@a.example,,,60,No\n"
    )
    assert [visit.email for visit in visits] == ["ada@a.example"]


def test_the_parts_of_a_webinar_report_may_follow_each_other_without_a_blank_line():
    header = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
    visits = read(
        "Attendee Report\nTopic,Webinar ID\nRivers,123\n"
        f"Panelist Details,\n{header}Yes,Ada,ada@a.example,,,60\n"
        f"Attendee Details,\n{header}Yes,Bo,bo@b.example,,,50\nNo,Cy,cy@c.example,--,--,--\n"
        "Other Attended\nUser Name,Join Time,Leave Time,Time in Session (minutes)\nDee,,,5\n"
    )
    assert [visit.name for visit in visits] == ["Ada", "Bo", "Dee"]
