"""The flow editor: admins see what the line runs on, and change it as documents."""
