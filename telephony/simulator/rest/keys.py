"""Where handlers find what they belong to."""

from aiohttp import web

from telephony.simulator.network import Network

NETWORK = web.AppKey("network", Network)
