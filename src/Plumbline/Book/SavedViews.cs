using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Book;

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("SavedViews");
        builder.HasIndex(v => new { v.PersonId, v.Name }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>The lists of accounts that a person keeps.</summary>
internal sealed class SavedViews(PlumblineDb db, CurrentPerson me)
{
    public Task<List<SavedView>> Own(CancellationToken cancel) => db.Set<SavedView>().AsNoTracking().Where(v => v.PersonId == me.Id).OrderBy(v => v.Name).ToListAsync(cancel);

    /// <summary>Keeps a list under a name.</summary>
    /// <exception cref="RefusedException">The name is taken, or there are too many.</exception>
    public async Task Keep(string name, AccountsAsk ask, CancellationToken cancel)
    {
        var view = new SavedView(me.Id, name, ask.Query);
        var own = await Own(cancel);
        Refuse.Unless(own.Count < SavedView.Most, Refusal.Invalid, $"You keep {SavedView.Most} views already. Delete one that you no longer need.", "Name");
        RefuseTaken(own, view.Name, 0);
        db.Add(view);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Calls a view differently.</summary>
    /// <exception cref="RefusedException">The name is taken.</exception>
    public async Task Rename(long id, string name, CancellationToken cancel)
    {
        var view = await Find(id, cancel);
        view.Rename(name);
        RefuseTaken(await Own(cancel), view.Name, id);
        await db.SaveChangesAsync(cancel);
    }

    public async Task Delete(long id, CancellationToken cancel)
    {
        db.Remove(await Find(id, cancel));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<SavedView> Find(long id, CancellationToken cancel) => await db.Set<SavedView>().SingleOrDefaultAsync(v => v.Id == id && v.PersonId == me.Id, cancel) ?? throw RefusedException.NotFound("view");

    private static void RefuseTaken(IEnumerable<SavedView> own, string name, long id) =>
        Refuse.Unless(own.All(v => v.Id == id || !v.Name.Equals(name, StringComparison.OrdinalIgnoreCase)), Refusal.Invalid, $"You have a view called {name} already. Choose another name.", "Name");
}
