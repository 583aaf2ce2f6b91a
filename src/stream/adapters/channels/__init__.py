"""Where alerts are told: signed webhooks, and whatever apprise reaches."""

from stream.adapters.channels.base import Channel

__all__ = ["Channel"]
