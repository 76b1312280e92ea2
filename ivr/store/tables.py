"""All tables, for migrations and checks."""

from ivr.store.account_changes import AccountChange
from ivr.store.action_receipts import ActionReceipt
from ivr.store.agents import Agent
from ivr.store.announcements import Announcement
from ivr.store.base import Table
from ivr.store.call_events import CallEventRow
from ivr.store.callbacks import Callback
from ivr.store.calls import Call
from ivr.store.customers import Customer
from ivr.store.flow_documents import FlowDocument, FlowVersion
from ivr.store.flow_drafts import FlowDraft
from ivr.store.flow_publications import FlowPublication
from ivr.store.flow_schedule import FlowSchedule
from ivr.store.flow_standing import FlowStanding
from ivr.store.flow_tests import FlowTest
from ivr.store.identities import Identity
from ivr.store.identity_tries import IdentityTries
from ivr.store.one_time_codes import OneTimeCode
from ivr.store.order_items import OrderItem
from ivr.store.orders import Order
from ivr.store.postcodes import Postcode
from ivr.store.refunds import Refund
from ivr.store.reset_links import ResetLink
from ivr.store.shipments import Shipment
from ivr.store.stores import Store
from ivr.store.stream_tokens import StreamToken
from ivr.store.tickets import Ticket
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.store.users import User
from ivr.store.voicemails import Voicemail
from ivr.store.webhook_receipts import WebhookReceipt

TABLES: tuple[type[Table], ...] = (
    Call,
    CallEventRow,
    StreamToken,
    WebhookReceipt,
    ActionReceipt,
    Callback,
    Customer,
    Order,
    OrderItem,
    Shipment,
    Ticket,
    Identity,
    IdentityTries,
    OneTimeCode,
    ResetLink,
    AccountChange,
    Refund,
    Store,
    Postcode,
    User,
    Agent,
    Transfer,
    TransferAttempt,
    Voicemail,
    FlowDocument,
    FlowVersion,
    FlowDraft,
    FlowStanding,
    FlowPublication,
    FlowSchedule,
    FlowTest,
    Announcement,
)
METADATA = Table.metadata
