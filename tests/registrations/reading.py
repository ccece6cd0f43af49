"""Reading what came back."""

import csv
import io


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def read_csv(response):
    content = response.content.decode("utf-8")
    assert content.startswith("\ufeff")
    return list(csv.reader(io.StringIO(content[1:])))
