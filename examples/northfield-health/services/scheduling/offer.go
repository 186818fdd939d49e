// Package scheduling drafts the message that offers a patient another appointment.
package scheduling

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/anthropics/anthropic-sdk-go"
)

// Appointment as the scheduling service stores it.
type Appointment struct {
	PatientName string `json:"patient_name"`
	Phone       string `json:"phone"`
	Reason      string `json:"reason"`
	Slot        string `json:"slot"`
}

// OfferSlot drafts the message that offers another slot.
func OfferSlot(ctx context.Context, client anthropic.Client, appointment Appointment) (string, error) {
	record, err := json.Marshal(appointment)
	if err != nil {
		return "", err
	}
	message, err := client.Messages.New(ctx, anthropic.MessageNewParams{
		Model:     anthropic.Model("claude-haiku-4-5"),
		MaxTokens: 300,
		System:    []anthropic.TextBlockParam{{Text: "You write short, friendly appointment messages."}},
		Messages: []anthropic.MessageParam{
			anthropic.NewUserMessage(anthropic.NewTextBlock(fmt.Sprintf("Offer another slot: %s", record))),
		},
	})
	if err != nil {
		return "", err
	}
	return message.Content[0].Text, nil
}
