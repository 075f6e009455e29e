# MariaDB with the variables of MySQL's official image: MYSQL_ROOT_PASSWORD or MYSQL_ROOT_PASSWORD_FILE, MYSQL_DATABASE.

# mysql_image
mysql_image() {
  used=()
  base
  packages mysql busybox-static +mariadb-server-core +mariadb-client-core
  layer mysql "$(key "$store/packages"/{base,mysql}/sums "$here"/mysql/* "$here"/{recipes/mysql,lib/packages,lib/layers}.sh)" fill_mysql
  image mysql 10001:10001 / 3306 "/bin/sh /usr/local/bin/entrypoint" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
}

# fill_mysql FOLDER
fill_mysql() {
  local from name
  from=$(unpacked mysql)
  take "$from" "$1" usr/sbin/mariadbd usr/bin/mariadb usr/bin/busybox usr/share/mysql/charsets usr/share/mysql/english
  take "$from" "$1" usr/share/mysql/{mysql_system_tables,mysql_performance_tables,mysql_system_tables_data,fill_help_tables,maria_add_gis_sp_bootstrap,mysql_sys_schema}.sql
  take_libraries "$from" "$1" "$(unpacked base)" usr/sbin/mariadbd usr/bin/mariadb
  # The programs that the two scripts call; a shell is among them.
  for name in sh cat mkdir mv rm sed sync; do ln -s busybox "$1/usr/bin/$name"; done
  ln -s mariadb "$1/usr/bin/mysql"
  mkdir -p "$1/usr/local/bin" "$1/var/lib/mysql" "$1/run/mysqld" "$1/etc"
  cp "$here"/mysql/{entrypoint,ready} "$1/usr/local/bin/"
  cp "$here/mysql/my.cnf" "$1/etc/my.cnf"
  list_packages mysql "$1"
}
