"""Hearing and speaking on one call: Vosk behind `Ear`, pyttsx3 behind `Voice` and `Playback`.

Knows nothing of Flask, the database or flow runs. All time is audio time in milliseconds.
"""
