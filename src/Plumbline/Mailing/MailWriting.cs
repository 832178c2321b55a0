using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MimeKit.Utils;
using Plumbline.People;

namespace Plumbline.Mailing;

/// <summary>Makes mails of what they say: as a page, in plain text, and with the link that turns their kind off.</summary>
internal sealed class MailWriting(HtmlRenderer renderer, MailSettings settings, Unsubscribing unsubscribing, TimeProvider clock)
{
    /// <summary>The mail to a person, who has an address.</summary>
    /// <param name="key">What there may only be one of.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="person">Whom it is for.</param>
    /// <param name="letter">What it says.</param>
    /// <param name="goodFor">For how long it says something useful.</param>
    /// <param name="calendar">An appointment that comes with it; null for none.</param>
    public async Task<OutgoingMail> Write(string key, MailKind kind, Person person, Letter letter, TimeSpan goodFor, string? calendar = null)
    {
        var unsubscribe = kind is MailKind.Trial or MailKind.Invitation ? null : settings.Link(unsubscribing.Path(person.Id, kind));
        var page = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(LetterPage.Letter)] = letter,
            [nameof(LetterPage.Name)] = person.Name,
            [nameof(LetterPage.Link)] = (Func<string, string>)settings.Link,
            [nameof(LetterPage.Unsubscribe)] = unsubscribe,
        });
        var now = clock.GetUtcNow();
        return new()
        {
            Key = key,
            PersonId = person.Id,
            Kind = kind,
            To = person.Email!,
            Subject = letter.Subject,
            Html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<LetterPage>(page)).ToHtmlString()),
            Text = LetterText.Write(letter, person.Name, settings.Link, unsubscribe),
            Calendar = calendar,
            Unsubscribe = unsubscribe,
            MessageId = MimeUtils.GenerateMessageId(settings.From.Domain),
            QueuedAt = now,
            GoodUntil = now + goodFor,
        };
    }
}
