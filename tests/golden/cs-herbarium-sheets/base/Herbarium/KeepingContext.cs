using Microsoft.EntityFrameworkCore;

namespace Herbarium;

/// <summary>A context that withdraws what is removed, if it is permanent.</summary>
public abstract class KeepingContext(DbContextOptions options) : DbContext(options)
{
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Keep();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken stop = default)
    {
        Keep();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, stop);
    }

    private void Keep()
    {
        var removed = ChangeTracker.Entries<Permanent>().Where(entry => entry.State == EntityState.Deleted).ToList();
        foreach (var entry in removed)
        {
            entry.State = EntityState.Modified;
            entry.Entity.Withdrawn = true;
        }
    }
}
