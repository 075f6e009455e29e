namespace WsOrder.Domain;

/// <summary>Reads the user list on the way of a greeting, as the Go original does, whatever becomes of it.</summary>
internal interface IUserGlance
{
    /// <summary>Reads the first users. Never throws because of the database, and never takes longer than its bound.</summary>
    ValueTask GlanceAsync(CancellationToken cancellationToken);
}
