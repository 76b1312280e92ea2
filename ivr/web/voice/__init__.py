"""Twilio's way in: signed webhooks and the media WebSocket."""
