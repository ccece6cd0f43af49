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


TEAMS = (
    "1. Summary\nMeeting title\tRivers\nAttended participants\t2\nStart time\t9/25/26, 6:55:02 PM\n\n"
    "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Ada\t9/25/26, 7:00:10 PM\t9/25/26, 8:30:00 PM\t1h 3m 50s\tada@a.example\tada@a.example\tPresenter\n\n"
    "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    "Ada\t9/25/26, 7:00:10 PM\t9/25/26, 8:00:10 PM\t1h\tada@a.example\tPresenter\n"
    "Ada\t9/25/26, 8:26:10 PM\t9/25/26, 8:30:00 PM\t3m 50s\tada@a.example\tPresenter\n"
    "Bo (Guest)\t9/25/26, 7:05:00 PM\t9/25/26, 8:30:00 PM\t1h 25m\t\tAttendee\n"
)


def test_a_report_of_teams_is_read_from_when_each_person_came_and_went():
    visits = read_report(TEAMS.encode("utf-16"), zone=ZONE)
    assert [(visit.name, visit.email, visit.minutes) for visit in visits] == [
        ("Ada", "ada@a.example", 60),
        ("Ada", "ada@a.example", 4),
        ("Bo", "", 85),
    ]
    assert visits[0].joined_at == datetime(2026, 9, 25, 19, 0, 10, tzinfo=ZONE)
    assert visits[2].left_at == datetime(2026, 9, 25, 20, 30, tzinfo=ZONE)


def test_a_list_of_addresses_and_rooms_needs_no_names():
    visits = read("email,room,joined,left\nada@a.example,Group 2,2026-09-25 19:00,2026-09-25 20:00\nbo@b.example,,,\n")
    assert [(visit.email, visit.room) for visit in visits] == [("ada@a.example", "Group 2"), ("bo@b.example", "")]
    assert (visits[0].joined_at, visits[0].left_at) == (
        datetime(2026, 9, 25, 19, tzinfo=ZONE),
        datetime(2026, 9, 25, 20, tzinfo=ZONE),
    )


def test_years_before_months_are_not_taken_for_years_of_two_digits():
    (visit,) = read("name,email,join time\nAda,ada@a.example,2026-11-10 19:00\n")
    assert visit.joined_at == datetime(2026, 11, 10, 19, 0, tzinfo=ZONE)
