using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Files;

public class FileShelfTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_file_is_kept_with_what_is_saved_and_read_as_it_was_sent(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ann = await site.Add("Ann", Roles.Salesperson);

        var id = await Shelf(site, ann, async (shelf, db) =>
        {
            var kept = await shelf.Keep(Sent("../Prüfung.pdf", SomeFile.Pdf), "File", Cancel);
            Assert.Equal(0, await db.Set<KeptFile>().CountAsync(Cancel));
            await db.SaveChangesAsync(Cancel);
            return kept.Id;
        });

        var read = await Shelf(site, ann, (shelf, _) => shelf.Read(id, Cancel));
        Assert.Equal(SomeFile.Pdf, read!.Bytes);
        Assert.Equal(("Prüfung.pdf", "application/pdf", SomeFile.Pdf.Length, ann.Id, site.Clock.GetUtcNow()), (read.File.Name, read.File.MediaType, read.File.Size, read.File.KeptBy, read.File.KeptAt));
        Assert.Null(await Shelf(site, ann, (shelf, _) => shelf.Read(id + 1, Cancel)));
    }

    [Theory, EachDatabase]
    public async Task The_audit_trail_tells_of_a_file_and_not_what_is_in_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ann = await site.Add("Ann", Roles.Salesperson);
        var hash = await Shelf(site, ann, async (shelf, db) =>
        {
            var kept = await shelf.Keep(Sent("proof.pdf", SomeFile.Pdf), "File", Cancel);
            await db.SaveChangesAsync(Cancel);
            return kept.Hash;
        });

        Assert.Contains(hash, (await site.Db(db => db.Audit.SingleAsync(a => a.Subject == nameof(KeptFile), Cancel))).After, StringComparison.Ordinal);
        Assert.False(await site.Db(db => db.Audit.AnyAsync(a => a.Subject == nameof(FileContent), Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_file_that_goes_takes_its_content_along(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ann = await site.Add("Ann", Roles.Salesperson);
        await Shelf(site, ann, async (shelf, db) =>
        {
            var kept = await shelf.Keep(Sent("proof.pdf", SomeFile.Pdf), "File", Cancel);
            await db.SaveChangesAsync(Cancel);
            db.Remove(kept);
            return await db.SaveChangesAsync(Cancel);
        });

        Assert.Equal((0, 0), (await site.Db(db => db.Set<KeptFile>().CountAsync(Cancel)), await site.Db(db => db.Set<FileContent>().CountAsync(Cancel))));
    }

    [Theory, EachDatabase]
    public async Task What_is_refused_leaves_nothing_to_be_saved(Provider provider)
    {
        await using var site = await TheSite.Start(provider, builder => builder.Services.AddSingleton(ScanSettings.Read("false")));
        var ann = await site.Add("Ann", Roles.Salesperson);
        foreach (var (name, bytes) in new[] { ("drawing.svg", SomeFile.Text("<svg/>")), ("proof.pdf", SomeFile.Pdf) })
        {
            Assert.Equal("Invoice", await Shelf(site, ann, async (shelf, db) =>
            {
                var refused = await Assert.ThrowsAsync<RefusedException>(() => shelf.Keep(Sent(name, bytes), "Invoice", Cancel));
                Assert.False(db.ChangeTracker.HasChanges());
                return refused.Field;
            }));
        }
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read()
    {
        await using var site = await TheSite.Start();
        var ann = await site.Add("Ann", Roles.Salesperson);
        var huge = new FormFile(Stream.Null, 0, FileShelf.MostSent, "Input.File", "huge.pdf");
        var refused = await Shelf(site, ann, async (shelf, _) => await Assert.ThrowsAsync<RefusedException>(() => shelf.Keep(huge, "File", Cancel)));
        Assert.Equal("“huge.pdf” has 64.0 MB, and a file may have 10 MB. Save it with smaller pictures, or send the pages that matter.", refused.Message);
    }

    private static FormFile Sent(string name, byte[] bytes) => new(new MemoryStream(bytes), 0, bytes.Length, "Input.File", name);

    /// <summary>Works with the shelf as the person's request would.</summary>
    private static async Task<T> Shelf<T>(TheSite site, Person person, Func<FileShelf, PlumblineDb, Task<T>> use)
    {
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = new(new System.Security.Claims.ClaimsIdentity([new(CurrentPerson.Claim, $"{person.Id}")], "test")) };
        return await use(scope.ServiceProvider.GetRequiredService<FileShelf>(), scope.ServiceProvider.GetRequiredService<PlumblineDb>());
    }
}
