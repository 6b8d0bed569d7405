CREATE TABLE site (
    code  varchar(8)  PRIMARY KEY,
    river varchar(80) NOT NULL
);
