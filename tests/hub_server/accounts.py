"""Routes of people: who am I, and the device-code login (RFC 8628)."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs

from tests.hub_server import views
from tests.hub_server.content import Content
from tests.hub_server.reading import Reading
from tests.hub_server.web import Answer, Call, Router, as_json, refusal


class Accounts:
    """Logins: `authorize` is what a person does in the browser."""

    def __init__(self, content: Content, reading: Reading) -> None:
        self.content = content
        self.reading = reading
        self.interval = 0
        self.expires_in = 60
        self._waiting: dict[str, tuple[str, str | None]] = {}
        self._refresh: dict[str, str] = {}

    def register(self, router: Router) -> None:
        router.add("GET", "/api/whoami-v2", self.reading._guarded(self.whoami))
        router.add("POST", "/oauth/device", self.device)
        router.add("POST", "/oauth/token", self.token)

    def whoami(self, call: Call) -> Answer:
        person = self.reading.person(call)
        return as_json(views.whoami(person)) if person else refusal(401, "Invalid username or password.")

    def device(self, call: Call) -> Answer:
        assert parse_qs(call.body.decode())["client_id"]
        device, user = secrets.token_hex(16), secrets.token_hex(2).upper() + "-" + secrets.token_hex(2).upper()
        self._waiting[device] = (user, None)
        page = f"{self.reading.origin}/oauth/device"
        return as_json(
            {
                "device_code": device,
                "user_code": user,
                "verification_uri": page,
                "verification_uri_complete": f"{page}?user_code={user}",
                "interval": self.interval,
                "expires_in": self.expires_in,
            }
        )

    def codes(self) -> list[str]:
        """The codes that are shown to people right now."""
        return [user for user, _ in self._waiting.values()]

    def authorize(self, user_code: str, token: str) -> None:
        """Let whoever shows this code have the token; an empty one says no."""
        for device, (user, _) in self._waiting.items():
            if user == user_code:
                self._waiting[device] = (user, token)
                return
        raise AssertionError(f"nobody asked with {user_code}")

    def token(self, call: Call) -> Answer:
        asked = {name: values[0] for name, values in parse_qs(call.body.decode()).items()}
        if asked["grant_type"] == "refresh_token":
            token = self._refresh.pop(asked["refresh_token"], None)
            return self._grant(token) if token else as_json({"error": "invalid_grant"}, 400)
        waiting = self._waiting.get(asked.get("device_code", ""))
        if waiting is None:
            return as_json({"error": "expired_token"}, 400)
        if waiting[1] is None:
            return as_json({"error": "authorization_pending"}, 400)
        if not waiting[1]:
            return as_json({"error": "access_denied"}, 400)
        return self._grant(waiting[1])

    def _grant(self, token: str) -> Answer:
        refresh = "hf_refresh_" + secrets.token_hex(16)
        self._refresh[refresh] = token
        about = {"access_token": token, "token_type": "bearer", "expires_in": 30 * 86400, "refresh_token": refresh}
        return as_json(about)
