using Microsoft.EntityFrameworkCore;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing;

/// <summary>Activities as systems export them: recognised by their columns, and landed as what was done.</summary>
public sealed class ActivityFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Storage.RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Salesforce_tasks_and_events_are_what_was_done()
    {
        var tasks = Open("Task.csv", """
            "Id","WhoId","WhatId","Subject","ActivityDate","Status","Priority","OwnerId","TaskSubtype","AccountId","CallDisposition","IsDeleted"
            "00T1","003A","006B","Intro","2026-11-02","Completed","Normal","005M","Call","001C","Interested","false"
            "00T2","","001C","Mail the offer","2026-11-03","Completed","Normal","005M","Email","","","0"
            "00T3","","","Call back","2026-12-03","Not Started","Normal","005M","Task","","","0"
            "00T4","","","Waits","2026-12-03","Waiting on someone else","Normal","005M","Task","","","0"
            """);
        Assert.Equal(("salesforce", FactKind.Activity), (tasks.Profile, tasks.Kind));
        var rows = Rows(tasks);
        Assert.Equal([("00T1", "Call", "006B", "001C", "003A", "005M"), ("00T2", "Email", null, "001C", null, "005M")], rows.Select(r => (r.Id!, r.Type, r.Opportunity.Id, r.Account.Id, r.Contact.Id, r.Salesperson.Id)));
        Assert.Equal(new DateOnly(2026, 11, 2), rows[0].Date);
        Assert.Contains(tasks.RowsLeft, words => words.StartsWith("2 rows left: not done yet", StringComparison.Ordinal));

        var events = Open("Event.csv", """
            "Id","WhoId","WhatId","Subject","Location","IsAllDayEvent","ActivityDateTime","ActivityDate","DurationInMinutes","AccountId","OwnerId","Type","ShowAs","IsDeleted"
            "00U1","003A","006B","Site visit","Kiel","false","2026-11-05T09:00:00.000Z","2026-11-05","60","001C","005M","Visit","Busy","false"
            "00U2","","","Team lunch","","false","2026-11-06T11:00:00.000Z","2026-11-06","60","","005M","","Busy","false"
            """);
        Assert.Equal([("00U1", "Visit"), ("00U2", "Meeting")], Rows(events).Select(r => (r.Id!, r.Type)));
    }

    [Fact]
    public void HubSpot_engagements_are_joined_to_their_owners_companies_and_deals()
    {
        Write("engagement_data.csv", "id,_fivetran_synced,portal_id,owner_id,type\n1,2026-01-01,9,77,CALL\n2,2026-01-01,9,77,MEETING\n");
        Write("engagement_call_data.csv", "engagement_id,_fivetran_deleted,_fivetran_synced,property_hs_createdate,property_hs_timestamp,property_hs_call_title,property_hs_call_duration,type\n1,false,2026-01-01,2026-11-02 08:00:00,2026-11-02 09:00:00,Intro,60,CALL\n");
        Write("engagement_meeting_data.csv", "engagement_id,_fivetran_synced,end_time,start_time,meeting_outcome,title\n2,2026-01-01,2026-11-04 10:00:00,2026-11-04 09:00:00,COMPLETED,Demo\n3,2026-01-01,2026-11-04 10:00:00,2026-11-04 09:00:00,NO_SHOW,Nobody came\n");
        Write("engagement_company_data.csv", "engagement_id,company_id,_fivetran_synced,category\n1,501,2026-01-01,x\n");
        Write("engagement_deal_data.csv", "engagement_id,deal_id,_fivetran_synced,category\n2,601,2026-01-01,x\n");
        var files = SourceSet.Open([_folder], new()).Files;

        var rows = files.Where(f => f.Kind == FactKind.Activity).SelectMany(Rows).OrderBy(r => r.Date).ToList();
        Assert.Equal([("1", "Call", "77", "501", null), ("2", "Meeting", "77", null, "601")], rows.Select(r => (r.Id!, r.Type, r.Salesperson.Id!, r.Account.Id, r.Opportunity.Id)));
    }

    [Theory, EachDatabase]
    public async Task A_plain_file_of_activities_lands_once_and_meets_a_type_that_was_renamed_here(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        Write("activities.csv", "Activity Type,Date,Salesperson,Account,Subject,Outcome\nVisit,2026-11-02,Ann,Aurora,Intro,They like it\nVisit,2026-11-03,Ann,Aurora,Again,\nE-mail,2026-11-03,Ann,,Offer,\n");

        await world.ImportFolder(_folder, new());
        Assert.Equal([("E-mail", Activities.ActivityKind.Touch), ("Visit", Activities.ActivityKind.Meeting)], (await world.Db(db => db.ActivityTypes.OrderBy(t => t.Name).ToListAsync(Cancel))).Select(t => (t.Name, t.Kind)));
        await world.Db(async db =>
        {
            var visit = await db.ActivityTypes.SingleAsync(t => t.Name == "Visit", Cancel);
            (visit.Name, visit.ImportedName) = ("Customer visit", "Visit");
            return await db.SaveChangesAsync(Cancel);
        });
        var again = await world.ImportFolder(_folder, new());

        Assert.Equal((3, 3), (again.Files.Sum(f => f.Read), again.Files.Sum(f => f.Unchanged)));
        Assert.Equal((2, 3), (await world.Db(db => db.ActivityTypes.CountAsync(Cancel)), await world.Db(db => db.Activities.CountAsync(Cancel))));
        Assert.Empty(await world.Differences());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RecognisedFile Open(string name, string text)
    {
        Write(name, text);
        return SourceSet.Open([Path.Combine(_folder, name)], new()).Files.Single();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static List<ActivityRow> Rows(RecognisedFile file) => [.. file.Read(Cancel).Select(r => Assert.IsType<ActivityRow>(r.Fact))];
}
