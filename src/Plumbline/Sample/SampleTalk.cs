using Microsoft.EntityFrameworkCore;
using Plumbline.Comments;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Sample;

/// <summary>What the sample company's people said to each other about accounts and plans, and what they were told of it.</summary>
internal sealed class SampleTalk(PlumblineDb db, SampleCompany company)
{
    private const string Guest = "Amelia Brandt";

    /// <summary>On accounts of the first guest's book: who says what, so many days ago, in talks of one or two.</summary>
    private static readonly (string By, int DaysAgo, string Text)[][] _talks =
    [
        [("Sven Aldridge", 12, "@Amelia Brandt the new managing director knows us from her last company. Worth a visit before the quarter ends?"), (Guest, 11, "Yes. @Sven Aldridge I have a slot with her on Thursday; come along if you can.")],
        [("Clara Nyström", 6, "@Amelia Brandt their security officer asked me about the assessment at the breakfast. I sent him to you.")],
        [("Johanna Weiss", 3, "A reference visit here would help the whole team. @Amelia Brandt @Sven Aldridge please ask them.")],
        [("Sven Aldridge", 1, "Procurement wants three quotes. Be there first, and bring the migration plan of last year.")],
    ];

    public async Task Add(IReadOnlyDictionary<string, Person> people, CancellationToken cancel)
    {
        var owner = people[Guest].Id;
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.OwnerId == owner).OrderBy(a => a.Name).Take(_talks.Length).ToListAsync(cancel);
        foreach (var (account, talk) in accounts.Zip(_talks))
        {
            foreach (var (by, daysAgo, text) in talk)
            {
                await Say(new(SubjectKind.Account, account.Id), account.Name, $"accounts/{account.Id}", owner, people, (by, daysAgo, text), cancel);
            }
        }

        var plan = await db.BusinessPlans.AsNoTracking().Where(p => p.SalespersonId == owner && p.State == Plans.PlanState.Agreed).OrderByDescending(p => p.Id).FirstAsync(cancel);
        await Say(
            new(SubjectKind.BusinessPlan, plan.Id), Plans.PlanWords.Titled(Guest, plan.Period), $"plans/{plan.Id}", owner, people,
            ("Johanna Weiss", 8, "The sentence about next steps every Friday is one for the whole team. Thank you, @Amelia Brandt."), cancel);
    }

    private async Task Say(Subject about, string title, string href, long owner, IReadOnlyDictionary<string, Person> people, (string By, int DaysAgo, string Text) said, CancellationToken cancel)
    {
        var at = new DateTimeOffset(company.Today.AddDays(-said.DaysAgo).ToDateTime(new(9, 20)), TimeSpan.Zero);
        var by = people[said.By].Id;
        var comment = new Comment(about, $"sample-{about.Kind}-{about.Id}-{said.DaysAgo}", by, said.Text, at);
        db.Add(comment);
        await db.SaveChangesAsync(cancel);
        db.AddRange(Folded.Words(said.Text).Select(word => new CommentWord { Word = word, CommentId = comment.Id }));
        var mentioned = Mentions.In(said.Text, [.. people.Values.Select(p => new Mentionable(p.Id, p.Name))]).Select(m => m.PersonId).ToHashSet();
        db.AddRange(mentioned.Append(owner).Distinct().Where(p => p != by).Select(p =>
        {
            var told = new Notification
            {
                PersonId = p,
                Kind = mentioned.Contains(p) ? NotificationKind.Mentioned : NotificationKind.Commented,
                At = at,
                ById = by,
                About = title,
                Excerpt = said.Text,
                Href = $"{href}?comments-to={comment.Id}#comment-{comment.Id}",
            };
            if (said.DaysAgo > 7)
            {
                told.Read(at.AddHours(2));
            }

            return told;
        }));
        await db.SaveChangesAsync(cancel);
    }
}
