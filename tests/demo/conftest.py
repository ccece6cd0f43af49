import pytest

from tests.demo.reading import load


@pytest.fixture(params=["consultation", "water"])
def name(request):
    return request.param


@pytest.fixture
def bundle(name):
    return load(name)


@pytest.fixture
def migration():
    return load("consultation")


@pytest.fixture
def water():
    return load("water")
