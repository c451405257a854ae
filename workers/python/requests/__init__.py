"""
The common surface of `requests`, for this page: a stand-in of Faultline's, over the standard library's `http.client`.
It reaches the simulated services of the failure plan, and its waits pass on the run's virtual clock.
"""

import urllib3

from . import adapters, api, auth, cookies, exceptions, models, sessions, status_codes, structures, utils
from .api import delete, get, head, options, patch, post, put, request
from .exceptions import (
    ConnectionError,
    ConnectTimeout,
    FileModeWarning,
    HTTPError,
    JSONDecodeError,
    ReadTimeout,
    RequestException,
    Timeout,
    TooManyRedirects,
    URLRequired,
)
from .models import PreparedRequest, Request, Response
from .sessions import Session, session
from .status_codes import codes
from . import packages

__version__ = utils.VERSION
