using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpenTelemetry;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Tells the span that the driver makes of a command how many rows came of it. The driver does not know that while it makes it.</summary>
/// <remarks>As a processor it sees spans begin, in the flow of the command. Without it, where nothing is traced, nothing of this costs anything.</remarks>
internal sealed class CommandSpans : BaseProcessor<Activity>
{
    private const string Source = "MySqlConnector";
    private const string Execute = "Execute";
    private const string ReturnedRows = "db.response.returned_rows";
    private const string AffectedRows = "db.response.affected_rows";

    private static readonly AsyncLocal<Slot?> s_executing = new();
    private static readonly ConditionalWeakTable<DbCommand, Slot> s_slots = [];
    private static bool s_isObserved;

    public CommandSpans() => Volatile.Write(ref s_isObserved, true);

    /// <summary>A command is about to be sent, in the flow of the caller.</summary>
    public static void Begin(DbCommand command)
    {
        if (Volatile.Read(ref s_isObserved))
        {
            var slot = new Slot();
            s_slots.AddOrUpdate(command, slot);
            s_executing.Value = slot;
        }
    }

    /// <summary>A command that returns no rows was answered.</summary>
    public static void Affected(DbCommand command, int rows) => Tell(command, AffectedRows, rows);

    /// <summary>The rows of a command were read.</summary>
    /// <param name="command">The command.</param>
    /// <param name="reads">How often a row was asked for: one more than there were rows, where all were read.</param>
    /// <param name="hasRows">Whether there was any.</param>
    public static void Returned(DbCommand command, int reads, bool hasRows) => Tell(command, ReturnedRows, hasRows ? Math.Max(1, reads - 1) : 0);

    public override void OnStart(Activity data)
    {
        if (data.Source.Name == Source && data.OperationName == Execute && s_executing.Value is { Span: null } slot)
        {
            slot.Span = data;
        }
    }

    private static void Tell(DbCommand command, string name, int rows)
    {
        // The driver ends the span with the first row; it is exported with others later, so that this is in time.
        if (s_slots.TryGetValue(command, out var slot))
        {
            slot.Span?.SetTag(name, rows);
        }
    }

    private sealed class Slot
    {
        public Activity? Span { get; set; }
    }
}
