SELECT {columns} FROM events WHERE useridentity_accesskeyid = '{access_key}'
