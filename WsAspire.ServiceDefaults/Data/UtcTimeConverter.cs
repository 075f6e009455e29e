using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Stores a time as UTC, whatever time zone the server or the session has.</summary>
internal sealed class UtcTimeConverter() : ValueConverter<DateTimeOffset, DateTime>(
    time => time.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
