# Brings the whole system up, and takes it down on Ctrl+C: what ./run does, for Windows. usage: ./run.ps1 --help
. "$PSScriptRoot/eng/common.ps1"

if (-not $onWindows) { Invoke-Bash 'run' $args }

$usage = @'
usage: ./run.ps1 [options]      starts MySQL, ws-order (2 replicas) and ws-bff; Ctrl+C stops them

  --ephemeral                   keep nothing: data lives in a temporary folder that is removed at the end
  --ports random|NAME=PORT,...  other ports, such as ws-bff=9200,ws-order=8090 (default: ws-bff 9100, ws-order 8080)
  --state FOLDER                keep the data in FOLDER instead of .ws
  --certificate FILE --certificate-key FILE
                                PEM files: the proxy speaks TLS too, at ports that it says or --ports ws-bff-https=9143 chooses
  --apm                         Elasticsearch, Kibana and an APM server in containers, to which the services send (see docs/elastic.md)
  --no-build                    start what was built last
  --help                        this text

Needs the .NET SDK 10, Aspire's packages, and docker or podman: MySQL is a container on Windows. Any other option goes to the AppHost.
Without docker, in WSL: ./run
'@

$build = $true
$arguments = @('--containers', 'true')
for ($i = 0; $i -lt $args.Count; $i++) {
  switch -Regex ($args[$i]) {
    '^(--help|-h)$' { [Console]::Out.WriteLine($usage); exit 0 }
    '^--ephemeral$' { $arguments += '--ephemeral', 'true'; break }
    '^--apm$' { $arguments += '--apm', 'true'; break }
    '^--no-build$' { $build = $false; break }
    '^--containers(=|$)' { Stop-With 'on Windows MySQL is always a container; in WSL, ./run knows --containers' }
    '^--(ports|state)$' {
      if ($i + 1 -ge $args.Count) { Stop-With "$_ needs a value; see ./run.ps1 --help" }
      # Without quotes PowerShell makes a list of a,b.
      $arguments += $_, ($args[++$i] -join ',')
      break
    }
    '^--certificate(-key)?$' {
      if ($i + 1 -ge $args.Count) { Stop-With "$_ needs a value; see ./run.ps1 --help" }
      $arguments += $_, $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[++$i])
      break
    }
    '^--' { $arguments += $_; break }
    default { Stop-With "unknown argument '$_'; see ./run.ps1 --help" }
  }
}

Assert-Dotnet
Select-Packages
if (-not (Test-ContainerRuntime)) {
  Stop-With 'neither docker nor podman answers, and MySQL is a container on Windows: winget install Docker.DockerDesktop (or choco install docker-desktop), and start it. Without docker, in WSL: ./run'
}

Set-Location $root
if ($build) {
  Say 'building (half a minute the first time)'
  & dotnet build WsAspire.AppHost -nologo -v quiet -clp:NoSummary
  if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
$env:DOTNET_ENVIRONMENT = 'Development'
& dotnet run --project WsAspire.AppHost --no-build -- @arguments
exit $LASTEXITCODE
