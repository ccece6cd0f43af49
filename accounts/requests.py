"""Requests as views behind a sign-in see them."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is an account: what a decorator that asks for sign-in hands on."""

    user: User
