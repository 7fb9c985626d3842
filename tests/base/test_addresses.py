"""Links out of the file."""

from __future__ import annotations

import pytest

from deck_builder.base.addresses import url_of


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a/b?c=d&e=%20#f",
        "ftp://ftp.example.org/x",
        "http://[::1]:80/x",
        "http://127.0.0.1/",
        "mailto:ada@example.org",
        "tel:+49-30-123",
        "report.xlsx",
        "../a/b.pdf?c#d",
        "//host/share/a.txt",
        "file:///home/ada/a.txt",
        "file://host/a.txt",
        "sms:+4930123",
        "msteams:/l/chat/0",
        "zoommtg://zoom.us/join?confno=1",
    ],
)
def test_urls_that_are_fine_stay_as_they_are(url: str) -> None:
    assert url_of(url) == url


@pytest.mark.parametrize(
    ("link", "url"),
    [
        (" HTTPS://Example.ORG/A ", "https://example.org/A"),
        ("http://x.org/a b", "http://x.org/a%20b"),
        ('http://x.org/"a"\\<b>{c}|^`', "http://x.org/%22a%22%5C%3Cb%3E%7Bc%7D%7C%5E%60"),
        ("http://x.org/%zz?100%", "http://x.org/%25zz?100%25"),
        ("http://x.org/?a=[1]", "http://x.org/?a=%5B1%5D"),
        ("http://x.org/#a#b", "http://x.org/#a%23b"),
        ("http://x.org/\x07\ud800", "http://x.org/%07"),
        ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
        ("mailto:a@b.org,c@d.org?subject=Hi there", "mailto:a@b.org,c@d.org?subject=Hi%20there"),
        ("tel:+49 30 12", "tel:+49%2030%2012"),
    ],
)
def test_what_a_url_cannot_hold_is_encoded(link: str, url: str) -> None:
    assert url_of(link) == url


@pytest.mark.parametrize(
    "link",
    [
        *("", "javascript:alert(1)", "data:text/html,x", "ms-excel:ofe|u|x", "C:\\x", "sms:"),
        *(
            "http://",
            "http:///x",
            "http://a b.org",
            "http://x..org",
            "http://[x]/",
            "http://\ud800",
        ),
        *("http://x.org:99999", "http://x.org:a", "mailto:", "mailto:a@", "mailto:@b.org", "tel:"),
    ],
)
def test_other_links_lead_nowhere(link: str) -> None:
    assert url_of(link) == ""
