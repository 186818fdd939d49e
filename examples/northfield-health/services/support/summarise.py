"""Summarises a support ticket for the agent who takes over."""

from dataclasses import dataclass

import anthropic

client = anthropic.Anthropic()


@dataclass
class Customer:
    name: str
    email: str
    account_ref: str


@dataclass
class Ticket:
    subject: str
    body: str


def summarise(ticket: Ticket, customer: Customer) -> str:
    prompt = f"""Summarise this ticket in three sentences.

Customer: {customer.name}, account {customer.account_ref}
Subject: {ticket.subject}

{ticket.body}"""
    message = client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=400,
        messages=[{"role": "user", "content": prompt}],
    )
    return "".join(block.text for block in message.content if block.type == "text")
