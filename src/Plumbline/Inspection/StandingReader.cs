using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Storage;

namespace Plumbline.Inspection;

/// <summary>Tells where people stand in what they are to be validated in. It asks nobody who wants to know: whoever calls it shows it to those who may see it.</summary>
internal sealed class StandingReader(PlumblineDb db, OurCompany company)
{
    /// <summary>The forms in use, by name; those that are not required count for nothing.</summary>
    public async Task<IReadOnlyList<ValidationForm>> InUse(CancellationToken cancel) =>
        [.. (await db.ValidationForms.AsNoTracking().Where(f => !f.IsRetired).ToListAsync(cancel)).OrderBy(f => f.Content.Area).ThenBy(f => f.Content.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Where each person stands in each area that anything is required for.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<AreaStanding>>> Of(long[] people, CancellationToken cancel)
    {
        CountedForm[] required = [.. (await InUse(cancel)).Where(f => f.IsRequired).Select(f => new CountedForm(f.Id, f.Content.Name, f.Content.Kind, f.Content.Validates))];
        long[] forms = [.. required.Select(f => f.Id)];
        var results = forms.Length == 0 ? [] : await db.Validations
            .Where(v => EF.Parameter(people).Contains(v.PersonId) && EF.Parameter(forms).Contains(v.FormId) && (v.State == ValidationState.Shared || v.State == ValidationState.Acknowledged))
            .Select(v => new FormResult(v.Id, v.PersonId, v.FormId, v.Day, v.Passed == true, v.ValidUntil)).ToListAsync(cancel);
        var (theirs, today) = (results.ToLookup(r => r.PersonId), await company.Today(cancel));
        return people.ToDictionary(p => p, p => AreaStanding.Of(required, theirs[p], today));
    }
}
