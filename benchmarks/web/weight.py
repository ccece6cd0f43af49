"""What a browser transfers for one page: the HTML and every file that it asks for, compressed as they were sent."""

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import brotli

from web.load import fetch, headers
from web.model import BenchmarkError, Page, Site

IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
IN_SCRIPT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{0,2}/[^"']+\.m?js)["']""")
LINKED = {"stylesheet", "icon", "manifest", "modulepreload", "preload", "apple-touch-icon"}


class Asked(HTMLParser):
    """The addresses that a page makes the browser ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and LINKED & set(given.get("rel", "").split()):
            self.addresses.append(given.get("href", ""))
        elif tag in {"script", "img", "source", "iframe"}:
            self.addresses.append(given.get("src", ""))
        elif tag == "use":
            self.addresses.append(given.get("href", "").partition("#")[0])


def weight(site: Site, page: Page) -> dict[str, int]:
    """Bytes of each body as transferred, by path; style sheets and scripts are followed to what they ask for.

    Every font that a style sheet names is counted, though a browser loads only those whose letters occur.
    """
    bytes_of: dict[str, int] = {}
    waiting = [page.path]
    while waiting:
        path = waiting.pop()
        if path in bytes_of:
            continue
        response, body = fetch(site, path, {**headers(page), "Accept": "*/*", "Accept-Encoding": "br, gzip"})
        if response.status != 200:
            raise BenchmarkError(f"{site.name}: {path} answered {response.status} instead of 200.")
        bytes_of[path] = len(body)
        kind = response.headers.get_content_type()
        text = _plain(body, response.getheader("Content-Encoding", ""))
        waiting += [urljoin(path, address) for address in _asked(kind, text) if _is_own(address)]
    return bytes_of


def _plain(body: bytes, encoding: str) -> str:
    if encoding == "br":
        body = brotli.decompress(body)
    elif encoding == "gzip":
        body = gzip.decompress(body)
    return body.decode("utf-8", "replace")


def _asked(kind: str, text: str) -> list[str]:
    if kind == "text/html":
        parser = Asked()
        parser.feed(text)
        return parser.addresses
    if kind == "text/css":
        return ["".join(found) for found in IN_STYLE.findall(text)]
    if kind.endswith("javascript"):
        return IN_SCRIPT.findall(text)
    return []


def _is_own(address: str) -> bool:
    """An address of the same site, and no data within the page."""
    parts = urlsplit(address)
    return bool(parts.path) and not parts.scheme and not parts.netloc
