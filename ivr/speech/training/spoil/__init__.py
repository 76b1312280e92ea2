"""What rooms, noises, lines and codecs do to speech, drawn afresh each time it is heard."""
