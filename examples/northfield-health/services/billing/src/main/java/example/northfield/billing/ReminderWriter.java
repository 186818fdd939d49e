package example.northfield.billing;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;

/** Drafts the reminder for an invoice that was not paid in full. */
public final class ReminderWriter {
    /** As the ledger returns it. */
    public record Invoice(String customerName, String iban, String dueDate, double open) {}

    private final AnthropicClient client = AnthropicOkHttpClient.fromEnv();

    public String draft(Invoice invoice) {
        String prompt = "Write a friendly reminder to " + invoice.customerName()
                + " for the open amount of " + invoice.open()
                + ", to be paid from account " + invoice.iban();
        Message message = client.messages().create(MessageCreateParams.builder()
                .model("claude-sonnet-5-5")
                .maxTokens(400)
                .system("You write for the billing office of a hospital.")
                .addUserMessage(prompt)
                .build());
        return message.content().stream()
                .flatMap(block -> block.text().stream())
                .map(text -> text.text())
                .reduce("", String::concat);
    }
}
