using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Commitments;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;

namespace Plumbline.Activities;

public class LoggingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_was_done_is_logged_counted_changed_deleted_and_put_back(Provider provider)
    {
        await using var company = await Company.Begin(provider);
        var (site, mary) = (company.Site, await company.Site.As(company.Mary));

        var logged = await (await mary.Open("/activities/log")).Submit("log", new() { ["Type"] = "2", ["Account"] = "aurora shipping", ["Outcome"] = "They want a quote", ["NextStep"] = "Send it", ["NextStepDue"] = "2026-11-26" });
        Assert.Contains("Tue 24 Nov 2026, Aurora Shipping", logged.The(".notice-done").TextContent, StringComparison.Ordinal);
        var activity = await site.Db(db => db.Activities.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((2L, company.Mary.Id, 1L, "They want a quote", "Send it", new DateOnly(2026, 11, 26)), (activity.TypeId, activity.SalespersonId, activity.AccountId!.Value, activity.Outcome, activity.NextStep, activity.NextStepDue!.Value));
        Assert.Equal(1, (await site.Db(db => db.ActivityMonths.SingleAsync(Cancel))).Count);

        var changed = await (await logged.Follow("Add to it")).Submit("activity", new() { ["Type"] = "1", ["Contact"] = "1", ["Opportunity"] = "1", ["Day"] = "20 Oct 2026", ["NextStepDue"] = "2026-11-27" });
        Assert.Equal("/activities", changed.Path);
        Assert.Contains("Renewal", changed.Text, StringComparison.Ordinal);
        Assert.Equal((1L, 10), await site.Db(async db => (await db.ActivityMonths.Select(m => new { m.TypeId, m.Month }).SingleAsync(Cancel)) is var m ? (m.TypeId, m.Month.Number) : default));

        var deleted = await (await mary.Open($"/activities/{activity.Id}")).Submit("delete");
        Assert.Equal(0, await site.Db(db => db.Activities.CountAsync(Cancel)));
        var back = await deleted.Submit("put-back");
        Assert.Equal("They want a quote", back.The("textarea").TextContent);
        var again = await site.Db(db => db.Activities.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((activity.ExternalId, 1L, 1L, new DateOnly(2026, 10, 20)), (again.ExternalId, again.ContactId!.Value, again.OpportunityId!.Value, again.Date));
        Assert.Empty(await site.Db(db => Recounting.Differences(db, Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_next_step_that_was_answered_for_is_not_promised_anew_by_a_correction(Provider provider)
    {
        await using var company = await Company.Begin(provider);
        var (site, mary) = (company.Site, await company.Site.As(company.Mary));
        await (await mary.Open("/activities/log")).Submit("log", new() { ["Type"] = "2", ["NextStep"] = "Send it", ["NextStepDue"] = "2026-11-26" });
        await (await mary.Open("/commitments/1")).Submit("do", new() { ["Do.Words"] = "Sent" });

        await (await mary.Open("/activities/1")).Submit("activity", new() { ["Outcome"] = "They want a quote" });
        Assert.Equal([CommitmentState.Done], await States());
        await (await (await mary.Open("/activities/1")).Submit("delete")).Submit("put-back");
        Assert.Equal([CommitmentState.Done], await States());

        await (await mary.Open($"/activities/{await site.Db(db => db.Activities.Select(a => a.Id).SingleAsync(Cancel))}")).Submit("activity", new() { ["NextStep"] = "Call them", ["NextStepDue"] = "2026-11-27" });
        Assert.Equal([CommitmentState.Done, CommitmentState.Open], await States());

        Task<List<CommitmentState>> States() => site.Db(db => db.Commitments.OrderBy(c => c.Id).Select(c => c.State).ToListAsync(Cancel));
    }

    [Theory, EachDatabase]
    public async Task A_next_step_noted_with_an_opportunity_that_has_none_is_that_of_the_opportunity(Provider provider)
    {
        await using var company = await Company.Begin(provider);
        var (site, mary) = (company.Site, await company.Site.As(company.Mary));
        await site.Change(db => db.Opportunities.First().SalespersonId = company.Mary.Id);

        var log = await (await mary.Open("/activities/log")).Submit("log", Fields("Send it", "2026-11-26"));
        Assert.Equal(("Send it", new DateOnly(2026, 11, 26)), await Next());
        Assert.Equal([(CommitmentState.Open, "Send it", (long?)1)], await Promised());

        await (await log.Follow("Add to it")).Submit("activity", new() { ["NextStep"] = "Bring it", ["NextStepDue"] = "2026-11-27" });
        Assert.Equal(("Bring it", new DateOnly(2026, 11, 27)), await Next());
        Assert.Equal([(CommitmentState.Open, "Bring it", (long?)1)], await Promised());

        // Taken away with the activity's words, and noted once more.
        await (await mary.Open("/activities/1")).Submit("activity", new() { ["NextStep"] = "", ["NextStepDue"] = "" });
        Assert.Equal((null, null), await Next());
        Assert.Equal([(CommitmentState.Dropped, "Bring it", (long?)1)], await Promised());
        await (await mary.Open("/activities/1")).Submit("activity", new() { ["NextStep"] = "Bring it", ["NextStepDue"] = "2026-11-27" });

        // What the opportunity has already stays; the other is promised by itself.
        await (await mary.Open("/activities/log")).Submit("log", Fields("Call Iris", "2026-11-30"));
        Assert.Equal(("Bring it", new DateOnly(2026, 11, 27)), await Next());
        Assert.Equal([(CommitmentState.Dropped, "Bring it", (long?)1), (CommitmentState.Open, "Bring it", 1), (CommitmentState.Open, "Call Iris", null)], await Promised());

        await (await mary.Open("/activities/1")).Submit("delete");
        Assert.Equal((null, null), await Next());
        Assert.Equal([(CommitmentState.Dropped, "Bring it", (long?)1), (CommitmentState.Dropped, "Bring it", 1), (CommitmentState.Open, "Call Iris", null)], await Promised());

        static Dictionary<string, string> Fields(string step, string due) => new() { ["Type"] = "2", ["Account"] = "Aurora Shipping", ["Opportunity"] = "1", ["NextStep"] = step, ["NextStepDue"] = due };
        Task<(string?, DateOnly?)> Next() => site.Db(async db => (await db.Opportunities.AsNoTracking().SingleAsync(Cancel)) is var o ? (o.NextStep, o.NextStepDue) : default);
        Task<List<(CommitmentState, string, long?)>> Promised() => site.Db(async db => (await db.Commitments.AsNoTracking().OrderBy(c => c.Id).ToListAsync(Cancel)).ConvertAll(c => (c.State, c.What, c.OpportunityId)));
    }

    [Theory, EachDatabase]
    public async Task The_same_key_is_one_activity_also_where_two_come_at_once(Provider provider)
    {
        await using var company = await Company.Begin(provider);
        var (site, mary) = (company.Site, await company.Site.As(company.Mary));
        var token = await Token(mary);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Send(mary, token, new() { Key = "k-1", Type = "1", Day = "2026-11-23" })));
        var later = await Send(mary, token, new() { Key = "k-1", Type = "2", Day = "2026-11-24" });

        Assert.All(answers.Append(later), a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Append(later).Select(a => a.Answer.GetProperty("id").GetInt64()).Distinct());
        Assert.Equal((1, 1), await site.Db(async db => (await db.Activities.CountAsync(Cancel), (await db.ActivityMonths.SingleAsync(Cancel)).Count)));
        var ben = await site.As(company.Ben);
        Assert.Equal(HttpStatusCode.Conflict, (await Send(ben, await Token(ben), new() { Key = "k-1", Type = "1", Day = "2026-11-23" })).Status);
    }

    [Theory, EachDatabase]
    public async Task A_character_of_number_0_is_refused_in_a_form_and_in_what_a_script_sends(Provider provider)
    {
        await using var company = await Company.Begin(provider);
        var mary = await company.Site.As(company.Mary);

        var page = await mary.Open("/activities/log");
        var form = await page.Submit("log", new() { ["Type"] = "1", ["Outcome"] = "They\0want" });
        using var parts = new MultipartFormDataContent();
        page.Fields("log", new() { ["Type"] = "1", ["Outcome"] = "They\0want" }).ForEach(f => parts.Add(new StringContent(f.Value), f.Key));
        var inParts = await mary.Post(new(company.Site.Address, "/activities/log"), parts);
        var script = await Send(mary, await Token(mary), new() { Key = "k-0", Type = "1", Day = "2026-11-23", Outcome = "They\0want" });

        Assert.Equal([HttpStatusCode.UnprocessableEntity], new[] { form.Status, inParts.Status, script.Status }.Distinct());
        Assert.Contains("holds a character of number 0", form.Text, StringComparison.Ordinal);
        Assert.Contains("holds a character of number 0", inParts.Text, StringComparison.Ordinal);
        Assert.Contains("holds a character of number 0", script.Answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await company.Site.Db(db => db.Activities.CountAsync(Cancel)));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_by_field_and_keeps_what_was_typed()
    {
        await using var company = await Company.Begin();
        await company.Site.Change(db => db.AddRange(new Account { Name = "Twin" }, new Account { Name = "twin" }, new Account { Name = "Other" }, new Contact { Name = "Otto", AccountId = 4 }));
        var mary = await company.Site.As(company.Mary);
        var token = await Token(mary);
        foreach (var (input, field) in new (ActivityInput, string)[]
        {
            (new() { Type = "", Day = "2026-11-24" }, "Type"),
            (new() { Type = "99", Day = "2026-11-24" }, "Type"),
            (new() { Type = "1", Day = "" }, "Day"),
            (new() { Type = "1", Day = "2026-12-24" }, "Day"),
            (new() { Type = "1", Day = "2026-11-24", Account = "Nobody Ltd" }, "Account"),
            (new() { Type = "1", Day = "2026-11-24", Account = "Twin" }, "Account"),
            (new() { Type = "1", Day = "2026-11-24", Account = "Other", Opportunity = "1" }, "Opportunity"),
            (new() { Type = "1", Day = "2026-11-24", Account = "Aurora Shipping", Contact = "2" }, "Contact"),
        })
        {
            input.Key = Guid.NewGuid().ToString("n");
            var (status, answer) = await Send(mary, token, input);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, answer.GetProperty("field").GetString()));
        }

        var kept = await (await mary.Open("/activities/log")).Submit("log", new() { ["Type"] = "1", ["Account"] = "Nobody Ltd", ["Outcome"] = "A long story" });
        Assert.Contains("There is no account “Nobody Ltd”", kept.Text, StringComparison.Ordinal);
        Assert.Equal("A long story", kept.The("textarea").TextContent);
        Assert.Equal(0, await company.Site.Db(db => db.Activities.CountAsync(Cancel)));
    }

    [Fact]
    public async Task An_account_merged_while_a_browser_kept_the_form_is_the_one_it_was_merged_into()
    {
        await using var company = await Company.Begin();
        await company.Site.Change(db => db.Accounts.Add(new() { Name = "Aurora", MergedIntoId = 1 }));
        var mary = await company.Site.As(company.Mary);

        await Send(mary, await Token(mary), new() { Key = "k", Type = "1", Day = "2026-11-24", AccountId = "2", Account = "Aurora" });

        Assert.Equal(1, (await company.Site.Db(db => db.Activities.SingleAsync(Cancel))).AccountId);
    }

    [Fact]
    public async Task Only_the_person_and_those_they_report_to_change_it_and_what_came_from_elsewhere_is_read()
    {
        await using var company = await Company.Begin();
        var site = company.Site;
        await site.Change(db => db.AddRange(
            new Activity { System = RecordedHere.System, ExternalId = "a", TypeId = 1, Date = new(2026, 11, 20), SalespersonId = company.Mary.Id },
            new Activity { System = "salesforce", ExternalId = "b", TypeId = 1, Date = new(2026, 11, 20), SalespersonId = company.Mary.Id, Outcome = "From the CRM" }));
        var (mary, ben, ada) = (await site.As(company.Mary), await site.As(company.Ben), await site.As(company.Ada));

        Assert.Contains("Only they, and those they report to, change it", (await ben.Open("/activities/1")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await Delete(ben, 1));
        Assert.NotNull((await ada.Open("/activities/1")).The("textarea"));
        var read = await mary.Open("/activities/2");
        Assert.Contains("It came from salesforce. Change it there", read.Text, StringComparison.Ordinal);
        Assert.Contains("From the CRM", read.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await Delete(mary, 2));
        Assert.Equal(HttpStatusCode.NoContent, await Delete(ada, 1));
        Assert.Contains("deleted activity", (await (await ben.Open("/activities?deleted=1")).Submit("put-back")).Text, StringComparison.Ordinal);
        await (await ada.Open("/activities?deleted=1")).Submit("put-back");
        Assert.Equal(company.Mary.Id, (await site.Db(db => db.Activities.SingleAsync(a => a.ExternalId == "a", Cancel))).SalespersonId);
    }

    [Theory, EachDatabase]
    public async Task Who_saves_second_is_told_and_keeps_what_they_typed(Provider provider)
    {
        await using var company = await Company.Begin(provider);
        await company.Site.Change(db => db.Add(new Activity { System = RecordedHere.System, ExternalId = "a", TypeId = 1, Date = new(2026, 11, 20), SalespersonId = company.Mary.Id, Outcome = "First" }));
        var (mary, ada) = (await company.Site.As(company.Mary), await company.Site.As(company.Ada));
        var hers = await mary.Open("/activities/1");
        await (await ada.Open("/activities/1")).Submit("activity", new() { ["Outcome"] = "Ada's words" });

        var told = await hers.Submit("activity", new() { ["Outcome"] = "Mary's words" });
        Assert.Contains("Saved meanwhile: Ada's words", told.Text, StringComparison.Ordinal);
        Assert.Equal("Mary's words", told.The("textarea").TextContent);
        await told.Submit("activity");

        Assert.Equal("Mary's words", (await company.Site.Db(db => db.Activities.SingleAsync(Cancel))).Outcome);
    }

    [Theory, EachDatabase]
    public async Task Accounts_are_proposed_those_dealt_with_last_first(Provider provider)
    {
        await using var company = await Company.Begin(provider);
        await company.Site.Change(db => db.AddRange(
            new Account { Name = "Beta Aurora" }, new Account { Name = "Aurora Two", OwnerId = company.Mary.Id }, new Account { Name = "Old Aurora", MergedIntoId = 1 }, new Account { Name = "Zeta" },
            new Activity { System = RecordedHere.System, ExternalId = "a", TypeId = 1, Date = new(2026, 11, 20), SalespersonId = company.Mary.Id, AccountId = 5 },
            new Activity { System = RecordedHere.System, ExternalId = "b", TypeId = 1, Date = new(2026, 11, 21), SalespersonId = company.Mary.Id, AccountId = 2 }));
        var mary = await company.Site.As(company.Mary);

        Assert.Equal(["Beta Aurora", "Zeta", "Aurora Two"], await Proposed(mary, ""));
        Assert.Equal(["Beta Aurora", "Aurora Two", "Aurora Shipping"], await Proposed(mary, "AURORA"));
        Assert.Equal("Aurora Shipping", (await mary.Open("/activities/log?account=1")).The("[name='Input.Account']").GetAttribute("value"));
        var about = await mary.Open("/activities/log?opportunity=1");
        Assert.Equal("Aurora Shipping", about.The("[name='Input.Account']").GetAttribute("value"));
        Assert.StartsWith("Renewal", about.The("[name='Input.Opportunity'] option[selected]").TextContent.Trim(), StringComparison.Ordinal);
        var of = await mary.Http.GetFromJsonAsync<JsonElement>("/activities/accounts/1", Cancel);
        Assert.Equal(("Iris", "Renewal"), (of.GetProperty("contacts")[0].GetProperty("label").GetString(), of.GetProperty("opportunities")[0].GetProperty("label").GetString()));
    }

    [Fact]
    public async Task The_page_that_a_browser_keeps_names_nobody()
    {
        await using var company = await Company.Begin();
        var page = await (await company.Site.As(company.Mary)).Open("/activities/offline");

        Assert.Contains("Meeting", page.Text, StringComparison.Ordinal);
        foreach (var word in (string[])["Mary", "Aurora", "Iris", "Renewal", "__RequestVerificationToken"])
        {
            Assert.DoesNotContain(word, page.Body, StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    public async Task The_list_is_filtered_and_leafed_through_and_laid_out_by_day(Provider provider)
    {
        await using var company = await Company.Begin(provider);
        var site = company.Site;
        await site.Change(db =>
        {
            db.Companies.First().FirstDayOfWeek = DayOfWeek.Sunday;
            db.AddRange(Enumerable.Range(0, 120).Select(i => new Activity
            {
                System = "test",
                ExternalId = $"{i}",
                TypeId = 1 + (i % 2),
                Date = new DateOnly(2026, 11, 23).AddDays(-(i / 10)),
                SalespersonId = i < 60 ? company.Mary.Id : company.Ben.Id,
                AccountId = i == 3 ? 1 : null,
                Outcome = $"Note {i}",
            }));
        });
        var (mary, ada) = (await site.As(company.Mary), await site.As(company.Ada));

        var own = await mary.Open("/activities");
        Assert.Contains("60 activities", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Note 60", own.Text, StringComparison.Ordinal);
        Assert.Contains("Page 2 of 2", (await own.Follow("Next")).Text, StringComparison.Ordinal);
        Assert.Contains("30 activities", (await own.Submit("activities", new() { ["type"] = "2" })).Text, StringComparison.Ordinal);
        Assert.Contains("1 activity", (await mary.Open("/activities?account=1")).Text, StringComparison.Ordinal);
        Assert.Contains("1 activity", (await own.Submit("activities", new() { ["with"] = "aurora SHIPPING" })).Text, StringComparison.Ordinal);
        Assert.Contains("There is no account “Nobody”", (await own.Submit("activities", new() { ["with"] = "Nobody" })).Text, StringComparison.Ordinal);
        Assert.Contains("10 activities", (await mary.Open("/activities?from=2026-11-22&until=2026-11-22")).Text, StringComparison.Ordinal);
        Assert.Contains("120 activities", (await mary.Open("/activities?of=everyone")).Text, StringComparison.Ordinal);
        Assert.Contains("120 activities", (await ada.Open("/activities?of=line")).Text, StringComparison.Ordinal);
        Assert.Contains("60 activities", (await mary.Open($"/activities?of={company.Ben.Id}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await mary.Open("/activities?of=99")).Status);

        var month = await mary.Open("/activities/calendar");
        Assert.Equal((35, "Sun 1"), (month.Document.QuerySelectorAll(".calendar > li").Length, string.Join(' ', month.The(".calendar > li h2").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Contains("6 more", month.Text, StringComparison.Ordinal);
        var week = await month.Follow("By week");
        Assert.Contains("Week of Sun 22 Nov", week.Text, StringComparison.Ordinal);
        Assert.Equal((7, 20), (week.Document.QuerySelectorAll(".calendar > li").Length, week.Document.QuerySelectorAll(".calendar ul > li").Length));
    }

    private static async Task<string> Token(Visitor visitor) => (await visitor.Http.GetFromJsonAsync<JsonElement>("/activities/token", Cancel)).GetProperty("token").GetString()!;

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> Send(Visitor visitor, string token, ActivityInput input)
    {
        using var answer = await Post(visitor, token, "/activities/logged", JsonContent.Create(input));
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    private static async Task<HttpStatusCode> Delete(Visitor visitor, long id)
    {
        using var answer = await Post(visitor, await Token(visitor), $"/activities/{id}/deleted", null);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> Post(Visitor visitor, string token, string address, HttpContent? content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("RequestVerificationToken", token);
        request.Headers.Add("Accept", "application/json");
        return await visitor.Http.SendAsync(request, Cancel);
    }

    private static async Task<string[]> Proposed(Visitor visitor, string text) =>
        [.. (await visitor.Http.GetFromJsonAsync<JsonElement>($"/activities/accounts?q={text}", Cancel)).EnumerateArray().Select(a => a.GetProperty("label").GetString()!)];

    /// <summary>Ada leads Mary and Ben; Aurora Shipping has a contact and an opportunity; calls and meetings are counted.</summary>
    private sealed record Company(TheSite Site, Person Ada, Person Mary, Person Ben) : IAsyncDisposable
    {
        public static async Task<Company> Begin(Provider provider = Provider.Sqlite)
        {
            var site = await TheSite.Start(provider);
            var ada = await site.Add("Ada", Roles.Manager);
            await site.Change(db => db.AddRange(new Account { Name = "Aurora Shipping" }, new ActivityType { Name = "Call", Kind = ActivityKind.Conversation, Order = 1 }));
            await site.Change(db => db.AddRange(
                new ActivityType { Name = "Meeting", Kind = ActivityKind.Meeting, Order = 2 }, new Contact { Name = "Iris", AccountId = 1 },
                new Opportunity { System = "test", ExternalId = "1", Name = "Renewal", AccountId = 1, State = OpportunityState.Open }));
            return new(site, ada, await site.Add("Mary", Roles.Salesperson, ada), await site.Add("Ben", Roles.Salesperson, ada));
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
