"""Reading what came back."""

import csv
import io


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def content_of(response):
    """The whole of a file, also of one that is sent in parts."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def read_csv(response):
    content = content_of(response).decode("utf-8")
    assert content.startswith("\ufeff")
    return list(csv.reader(io.StringIO(content[1:])))
