using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands people at accounts.</summary>
internal sealed class ContactLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private readonly bool _hasEarlier = run.Db.Contacts.Any(c => c.System == system);

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        List<(ContactRow Row, string Key)> taken = [];
        foreach (var row in rows.Cast<ContactRow>())
        {
            var key = row.Id ?? (row.Email is { } email ? NameLikeness.Key(email) : $"{NameLikeness.Key(row.Name)}|{Key(row.Account)}");
            if (!IsRepeated(row, key, "contact"))
            {
                taken.Add((row, key));
            }
        }

        string[] keys = [.. taken.Select(t => t.Key)];
        var earlier = _hasEarlier ? Run.Db.Contacts.AsNoTracking().Where(c => c.System == System && EF.Parameter(keys).Contains(c.ExternalId)).ToDictionary(c => c.ExternalId!) : [];
        List<Contact> added = [], changed = [];
        foreach (var (row, key) in taken)
        {
            var contact = earlier.GetValueOrDefault(key) ?? new() { Name = row.Name.Trim(), System = System, ExternalId = key, ImportId = Run.Import.Id };
            var before = Run.Bulk.Table<Contact>().Snapshot(contact);
            contact.Name = row.Name.Trim();
            contact.Title = TypedText.OrNull(row.Title) ?? contact.Title;
            contact.Email = TypedText.OrNull(row.Email) ?? contact.Email;
            contact.Phone = TypedText.OrNull(row.Phone) ?? contact.Phone;
            contact.AccountId = Run.AccountOf(System, row.Account) ?? contact.AccountId;
            var isNew = contact.Id == 0;
            var isChanged = !isNew && Run.Bulk.Table<Contact>().Differs(before, contact);
            Count(isNew, isChanged);
            if (isNew)
            {
                Run.Bulk.Number(contact);
                added.Add(contact);
            }
            else if (isChanged)
            {
                Run.Changes.Add(nameof(Contact), contact.Id, Run.Bulk.Table<Contact>().Difference(before, contact));
                Run.Bulk.Table<Contact>().RaiseRevision(contact);
                changed.Add(contact);
            }
        }

        Run.Flush();
        Run.Bulk.Insert(added);
        Run.Bulk.Update(changed);
    }
}
