"""A small OpenID Connect provider on this machine, which signs what it says.

It follows OpenID Connect Core 1.0 as far as signing in needs: discovery, an authorisation that
gives a code, a token for the code and the proof of RFC 7636, and what it knows of the person.
"""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "equity-lens", "a secret between the two"


class Provider:
    """``says`` is what it knows of whoever signs in next."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.says = {}
        self.codes = {}
        self.refusals = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def authorise(self, address):
        """What the person's browser does at the provider: sign in there, and bring back a code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) >= {"openid", "email"}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return urlsplit(asked["redirect_uri"]).path, {"code": code, "state": asked["state"]}

    def documents(self):
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorise",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/userinfo": self.says,
            "/keys": {
                "keys": [
                    json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
                    | {"kid": "1", "use": "sig", "alg": "RS256"}
                ]
            },
        }

    def token(self, form):
        """A token for a code that was given, once, to whoever holds the secret and the proof."""
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not asked or form.get("client_secret") != SECRET or proof != asked["code_challenge"]:
            self.refusals.append(form)
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, **self.says}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "opens", "token_type": "Bearer", "id_token": signed}

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                self._answer(provider.documents().get(urlsplit(self.path).path))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(provider.token(form))

            def _answer(self, document):
                content = json.dumps(document or {"error": "invalid_request"}).encode()
                self.send_response(200 if document else 400)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        return Handler
