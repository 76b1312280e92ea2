"""All that the simulator serves: REST and the softphone."""

from aiohttp import web

from telephony.simulator.network import Network
from telephony.simulator.rest import server
from telephony.simulator.softphone import page


def application(network: Network) -> web.Application:
    """REST under Twilio's own paths, the softphone at /phone."""
    app = web.Application()
    app.add_subapp(server.PREFIX, server.application(network))
    app.add_subapp("/phone", page.application(network))
    return app
