CREATE TABLE exam (
    course varchar(12) NOT NULL REFERENCES course (code),
    name   varchar(40) NOT NULL,
    PRIMARY KEY (course, name)
);

CREATE TABLE registration (
    course  varchar(12) NOT NULL,
    exam    varchar(40) NOT NULL,
    student varchar(80) NOT NULL,
    PRIMARY KEY (course, exam, student),
    FOREIGN KEY (course, exam) REFERENCES exam (course, name)
);

CREATE TABLE grade (
    course  varchar(12)   NOT NULL,
    exam    varchar(40)   NOT NULL,
    student varchar(80)   NOT NULL,
    grade   numeric(2, 1) NOT NULL,
    PRIMARY KEY (course, exam, student),
    FOREIGN KEY (course, exam, student) REFERENCES registration (course, exam, student)
);
