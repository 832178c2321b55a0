using Microsoft.EntityFrameworkCore;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Inspection;

/// <summary>A form in the list, with how many people it validated and tried.</summary>
internal sealed record FormLine(ValidationForm Form, int Results);

/// <summary>Keeps the forms by which people are validated.</summary>
internal sealed class FormDesk(PlumblineDb db)
{
    /// <summary>Forms in use first, by area and name.</summary>
    public async Task<IReadOnlyList<FormLine>> List(CancellationToken cancel)
    {
        var counts = await db.Validations.GroupBy(v => v.FormId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return
        [
            .. (await db.ValidationForms.AsNoTracking().ToListAsync(cancel))
                .OrderBy(f => f.IsRetired).ThenBy(f => f.Content.Area).ThenBy(f => f.Content.Family, StringComparer.OrdinalIgnoreCase).ThenBy(f => f.Content.Name, StringComparer.OrdinalIgnoreCase)
                .Select(f => new FormLine(f, counts.GetValueOrDefault(f.Id))),
        ];
    }

    public Task<ValidationForm?> Read(long id, CancellationToken cancel) => db.ValidationForms.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel);

    /// <summary>The product families that are sold, by name.</summary>
    public Task<IReadOnlyList<string>> Families(CancellationToken cancel) => db.Products.SoldFamilies(cancel);

    /// <summary>Adds the good forms, where there are none at all.</summary>
    public async Task AddGood(CancellationToken cancel)
    {
        if (!await db.ValidationForms.AnyAsync(cancel))
        {
            db.AddRange(GoodForms.For(await Families(cancel)).Select(content => new ValidationForm(content, isRequired: true)));
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Saves what was typed; refuses where someone else saved since it was read.</summary>
    /// <param name="id">The form; null for a new one.</param>
    /// <param name="input">As typed.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Save(long? id, FormInput input, CancellationToken cancel)
    {
        if (id is not { } known)
        {
            db.Add(new ValidationForm(input.Content(), input.IsRequired));
            await db.SaveChangesAsync(cancel);
            return;
        }

        var form = await db.ValidationForms.SingleOrDefaultAsync(f => f.Id == known, cancel) ?? throw RefusedException.NotFound("form");
        Refuse.Stale("this form", input.Revision, form.Revision);
        form.Write(input.Content(), input.IsRequired, !input.IsInUse, await db.Validations.AnyAsync(v => v.FormId == known, cancel));
        form.Revision++;
        await db.SaveChangesAsync(cancel);
    }
}
