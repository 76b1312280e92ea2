"""What flows may do: each action is typed, timed, recorded, and acts once however often asked."""
