"""Twilio's REST API, as much of it as a telephone line needs: one file a resource.

Source: https://www.twilio.com/docs/voice/api and https://www.twilio.com/docs/messaging/api
"""
